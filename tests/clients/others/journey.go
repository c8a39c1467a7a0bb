// A program on the Go client: everything a reader does, against the API whose address it is given,
// and against one that answers as a later version may.
package main

import (
	"context"
	"fmt"
	"os"

	pledgebook "github.com/GIT_USER_ID/GIT_REPO_ID"
)

func expect(holds bool, what string) {
	if !holds {
		panic("not so: " + what)
	}
}

func at(address string) *pledgebook.APIClient {
	settings := pledgebook.NewConfiguration()
	settings.Servers = pledgebook.ServerConfigurations{{URL: address}}
	return pledgebook.NewAPIClient(settings)
}

func main() {
	api, every := at(os.Args[1]), context.Background()

	// A list, with a filter; an amount beyond 32 bits; what is not stated.
	tranches, _, err := api.TranchesAPI.ListTranches(every).AgreementId([]string{"us-japan-investment"}).Limit(5).Execute()
	expect(err == nil && tranches.Page.Total == 1, "there is one tranche")
	first := tranches.Items[0]
	expect(*first.Amount.Get() == 36_000_000_000 && !first.AmountMin.IsSet() || first.AmountMin.Get() == nil, "its amount is a number, its range is null")

	// Several values of one filter.
	count := func(sectors []pledgebook.SectorCode) int64 {
		found, _, err := api.ProjectsAPI.ListProjects(every).Sector(sectors).Limit(1).Execute()
		expect(err == nil, "projects are listed")
		return found.Page.Total
	}
	all, energy := count(nil), count([]pledgebook.SectorCode{"energy"})
	both := count([]pledgebook.SectorCode{"energy", "critical_minerals"})
	expect(0 < energy && energy < both && both < all, "more sectors have more projects")

	// A walk over pages.
	walked, cursor := map[string]bool{}, ""
	for more := true; more; {
		request := api.ProjectsAPI.ListProjects(every).Limit(7).Sort("name")
		if cursor != "" {
			request = request.Cursor(cursor)
		}
		page, _, err := request.Execute()
		expect(err == nil, "there is a page")
		for _, item := range page.Items {
			walked[item.Id] = true
		}
		next := page.Page.NextCursor.Get()
		if more = next != nil; more {
			cursor = *next
		}
	}
	expect(int64(len(walked)) == all, "the pages hold every project once")

	// One record, and what belongs to it.
	large, _, err := api.ProjectsAPI.GetProject(every, "korea-zinc-refinery").Execute()
	expect(err == nil && *large.Item.Amount.Get() == 10_000_000_000_000, "ten trillion is a number")
	claims, _, err := api.RecordsAPI.ListClaimsOf(every, "tranches", first.Id).Execute()
	expect(err == nil && claims.Page.Total == first.ClaimCount, "a record has the claims it counts")

	// A record that is not there, and a value that cannot be.
	_, answer, err := api.TranchesAPI.GetTranche(every, "no-such-tranche").Execute()
	problem := err.(*pledgebook.GenericOpenAPIError).Model().(pledgebook.Problem)
	expect(answer.StatusCode == 404 && problem.Code == "not_found", "an absent record is a problem with a code")
	_, answer, err = api.ClaimsAPI.ListClaims(every).Limit(500).Sort("nothing").Execute()
	problem = err.(*pledgebook.GenericOpenAPIError).Model().(pledgebook.Problem)
	expect(answer.StatusCode == 422 && problem.Code == "invalid_request", "so is an unknown sort")

	// An earlier day, an earlier release.
	early, _, err := api.ProjectsAPI.ListProjects(every).AsOf("2025-11-30").Execute()
	expect(err == nil && early.Page.Total < all, "fewer projects were known")
	released, _, err := api.ProjectsAPI.ListProjects(every).Release("2026-11-21").Execute()
	expect(err == nil && released.Meta.Release == "2026-11-21", "an earlier release is served")

	// A code and a key that nobody knew.
	later, _, err := at(os.Args[2]).ProjectsAPI.GetProject(every, "korea-zinc-refinery").Execute()
	expect(err == nil && *later.Item.Status.Get() == "mothballed", "what nobody knew is read")
	fmt.Println(tranches.Page.Total, "tranche:", *first.Name.Get())
}
