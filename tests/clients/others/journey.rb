# A program on the Ruby client: everything a reader does, against the API whose address it is given,
# and against one that answers as a later version may.
require 'openapi_client'

def expect(holds, what)
  raise "not so: #{what}" unless holds
end

def at(address)
  settings = OpenapiClient::Configuration.new
  settings.host = address.delete_prefix('http://')
  settings.params_encoding = :multi # by default a list is written `a[0]=`, as only some servers read it
  OpenapiClient::ApiClient.new(settings)
end

def problem
  yield
  raise 'not so: there is a problem'
rescue OpenapiClient::ApiError => e
  [e.code, JSON.parse(e.response_body)['code']]
end

api = at(ARGV[0])
projects = OpenapiClient::ProjectsApi.new(api)
tranches = OpenapiClient::TranchesApi.new(api)

# A list, with a filter; an amount beyond 32 bits; what is not stated.
listed = tranches.list_tranches(agreement_id: ['us-japan-investment'], limit: 5)
first = listed.items[0]
expect listed.page.total == 1, 'there is one tranche'
expect first.amount == 36_000_000_000 && first.amount_min.nil?, 'its amount is a number, its range is nil'

# Several values of one filter, and an empty list, which is no filter.
count = ->(sector) { projects.list_projects(sector: sector, limit: 1).page.total }
all, energy, both = count[[]], count[['energy']], count[%w[energy critical_minerals]]
expect energy.positive? && energy < both && both < all, 'more sectors have more projects'

# A walk over pages.
walked = []
cursor = nil
loop do
  page = projects.list_projects({ limit: 7, sort: 'name', cursor: cursor }.compact)
  walked.concat(page.items.map(&:id))
  break unless (cursor = page.page.next_cursor)
end
expect walked.uniq.size == all && walked.size == all, 'the pages hold every project once'

# One record, and what belongs to it.
large = projects.get_project('korea-zinc-refinery').item
expect large.amount == 10_000_000_000_000, 'ten trillion is a number'
claims = OpenapiClient::RecordsApi.new(api).list_claims_of('tranches', first.id)
expect claims.page.total == first.claim_count, 'a record has the claims it counts'

# A record that is not there, and a value that cannot be.
expect problem { tranches.get_tranche('no-such-tranche') } == [404, 'not_found'], 'an absent record is a problem'
expect problem { projects.list_projects(sort: 'nothing') } == [422, 'invalid_request'], 'so is an unknown sort'

# An earlier day, an earlier release.
expect projects.list_projects(as_of: '2025-11-30').page.total < all, 'fewer projects were known'
expect projects.list_projects(release: '2026-11-21').meta.release == '2026-11-21', 'an earlier release is served'

# A code and a key that nobody knew.
later = OpenapiClient::ProjectsApi.new(at(ARGV[1])).get_project('korea-zinc-refinery').item
expect later.status == 'mothballed', 'what nobody knew is read'
puts "#{listed.page.total} tranche: #{first.name}"
