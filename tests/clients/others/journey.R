# A program on the R client: everything a reader does, against the API whose address it is given,
# and against one that answers as a later version may. The package is installed in `lib`.
library(openapi, lib.loc = "lib")
address <- commandArgs(trailingOnly = TRUE)

at <- function(base) ApiClient$new(base_path = base)
api <- at(address[1])
# The plain methods of this generator refuse every optional parameter that is left out; those whose
# names end with WithHttpInfo do not.
list_projects <- ProjectsApi$new(api)$ListProjectsWithHttpInfo
list_tranches <- TranchesApi$new(api)$ListTranchesWithHttpInfo
get_tranche <- TranchesApi$new(api)$GetTrancheWithHttpInfo
problem <- function(answer) {
  c(answer$status_code, jsonlite::fromJSON(rawToChar(answer$response$response))$code)
}

# A list, with a filter; an amount beyond 32 bits; what is not stated.
listed <- list_tranches(agreement_id = list("us-japan-investment"), limit = 5)$content
first <- listed$items[[1]]
stopifnot(listed$page$total == 1, first$amount == 36e9, is.null(first$amount_min))

# Several values of one filter, which this client can only send as one, with commas; and an empty list, which is no filter.
count <- function(...) list_projects(..., limit = 1)$content$page$total
all <- count()
energy <- count(sector = list("energy"))
both <- count(sector = list("energy,critical_minerals"))
stopifnot(0 < energy, energy < both, both < all, count(sector = list()) == all)

# A walk over pages.
walked <- c()
cursor <- NULL
repeat {
  asked <- list(limit = 7, sort = "name")
  if (length(walked) > 0) asked$cursor <- cursor
  page <- do.call(list_projects, asked)$content
  walked <- c(walked, sapply(page$items, function(item) item$id))
  cursor <- page$page$next_cursor
  if (length(cursor) == 0 || is.na(cursor)) break
}
stopifnot(length(unique(walked)) == all, length(walked) == all)

# One record, and what belongs to it.
large <- ProjectsApi$new(api)$GetProjectWithHttpInfo("korea-zinc-refinery")$content$item
stopifnot(large$amount == 1e13)
claims <- RecordsApi$new(api)$ListClaimsOfWithHttpInfo("tranches", first$id)$content
stopifnot(claims$page$total == first$claim_count)

# A record that is not there, and a value that cannot be.
stopifnot(problem(get_tranche("no-such-tranche")) == c(404, "not_found"))
stopifnot(problem(list_projects(country = list("ZZZ"))) == c(422, "invalid_request"))

# An earlier day, an earlier release.
stopifnot(list_projects(as_of = "2025-11-30")$content$page$total < all)
stopifnot(list_projects(release = "2026-11-21")$content$meta$release == "2026-11-21")

# A code and a key that nobody knew.
later <- ProjectsApi$new(at(address[2]))$GetProjectWithHttpInfo("korea-zinc-refinery")$content$item
stopifnot(later$status == "mothballed")
cat(listed$page$total, "tranche:", first$name, "\n")
