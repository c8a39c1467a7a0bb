// A program on the Java client: everything a reader does, against the API whose address it is given,
// and against one that answers as a later version may.
import java.time.LocalDate;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.openapitools.client.ApiClient;
import org.openapitools.client.ApiException;
import org.openapitools.client.api.ProjectsApi;
import org.openapitools.client.api.RecordsApi;
import org.openapitools.client.api.TranchesApi;
import org.openapitools.client.model.*;

public class Journey {
  static void expect(boolean holds, String what) {
    if (!holds) throw new IllegalStateException("not so: " + what);
  }

  static ApiClient at(String address) {
    ApiClient client = new ApiClient();
    client.updateBaseUri(address);
    return client;
  }

  static ProjectsApi.APIListProjectsRequest.Builder asked() {
    return ProjectsApi.APIListProjectsRequest.newBuilder();
  }

  static ProjectPage projects(ApiClient at, ProjectsApi.APIListProjectsRequest.Builder asked)
      throws ApiException {
    return new ProjectsApi(at).listProjects(asked.build());
  }

  static long count(ApiClient at, String... sectors) throws ApiException {
    List<SectorCode> codes = Arrays.stream(sectors).map(SectorCode::fromValue).toList();
    return projects(at, asked().sector(codes).limit(1L)).getPage().getTotal();
  }

  public static void main(String[] addresses) throws ApiException {
    ApiClient api = at(addresses[0]);
    TranchesApi tranches = new TranchesApi(api);

    // One record: an amount beyond 32 bits, what is not stated, what belongs to it.
    TrancheWithRelated first = tranches.getTranche("us-japan-tranche-1", null, null, null).getItem();
    expect(first.getAmount() == 36_000_000_000L && first.getAmountMin() == null, "its amount is a number, its range is null");
    ProjectWithRelated large = new ProjectsApi(api).getProject("korea-zinc-refinery", null, null, null).getItem();
    expect(large.getAmount() == 10_000_000_000_000L, "ten trillion is a number");
    RecordCollection collection = RecordCollection.fromValue("tranches");
    expect(new RecordsApi(api).listHistoryOf(collection, first.getId(), null, null).getPage().getTotal() > 0, "a record has a history");

    // Lists: several values of one filter, and an empty list, which is no filter; a walk over pages.
    long all = count(api), energy = count(api, "energy");
    long both = count(api, "energy", "critical_minerals");
    expect(0 < energy && energy < both && both < all, "more sectors have more projects");
    Set<String> walked = new HashSet<>();
    String cursor = null;
    do {
      ProjectPage page = projects(api, asked().limit(7L).sort(ProjectsSort.fromValue("name")).cursor(cursor));
      page.getItems().forEach(item -> walked.add(item.getId()));
      cursor = page.getPage().getNextCursor();
    } while (cursor != null);
    expect(walked.size() == all, "the pages hold every project once");

    // A record that is not there, and a value that cannot be.
    try {
      tranches.getTranche("no-such-tranche", null, null, null);
      expect(false, "there is a problem");
    } catch (ApiException error) {
      expect(error.getCode() == 404 && error.getResponseBody().contains("\"not_found\""), "404 is a problem");
    }
    try {
      projects(api, asked().limit(0L));
      expect(false, "there is a problem");
    } catch (ApiException error) {
      expect(error.getCode() == 422 && error.getResponseBody().contains("\"invalid_request\""), "so is 422");
    }

    // An earlier day, an earlier release.
    expect(projects(api, asked().asOf(LocalDate.parse("2025-11-30"))).getPage().getTotal() < all, "fewer projects were known");
    expect(projects(api, asked().release("2026-11-21")).getMeta().getRelease().equals("2026-11-21"), "an earlier release is served");

    // A code and a key that nobody knew.
    String later = new ProjectsApi(at(addresses[1])).getProject("korea-zinc-refinery", null, null, null).getItem().getStatus();
    expect(later.equals("mothballed"), "what nobody knew is read");
    System.out.println("1 tranche: " + first.getName());
  }
}
