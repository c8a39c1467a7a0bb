// Starts Swagger UI over the description served here, and mends what it leaves undone: names of controls, keys, dark mode, search.
"use strict";

// Search operations by all their words; Swagger UI itself looks at tags alone.
const searchOperations = () => ({
  fn: {
    opsFilter: (tags, phrase) => {
      const words = phrase.toLowerCase().split(/\s+/).filter(Boolean);
      const fits = (one, tag) => {
        const about = ["operationId", "summary", "description"].map((key) => one.getIn(["operation", key]) || "");
        const text = [tag, one.get("path"), ...about].join(" ").toLowerCase();
        return words.every((word) => text.includes(word));
      };
      return tags
        .map((group, tag) => group.update("operations", (all) => all.filter((one) => fits(one, tag))))
        .filter((group) => group.get("operations").size > 0);
    },
  },
});

const nameControls = () => {
  document.querySelectorAll("#reference select:not([aria-label])").forEach((select) => {
    const row = select.closest("tr[data-param-name]");
    select.setAttribute("aria-label", row ? row.dataset.paramName : "Media type or server");
  });
  document.querySelectorAll("#reference input:not([aria-label]):not([id])").forEach((input) => {
    input.setAttribute("aria-label", input.placeholder || "Value");
  });
  document.querySelectorAll("#reference .operation-filter-input").forEach((input) => {
    input.placeholder = "Search operations";
    input.setAttribute("aria-label", "Search operations");
    input.closest(".filter").parentElement.setAttribute("role", "search");
  });
  // Links inside buttons: the button does the same, and one key press is enough.
  document.querySelectorAll("#reference button a[href]").forEach((link) => link.removeAttribute("href"));
  document.querySelectorAll("#reference pre:not([tabindex])").forEach((box) => box.setAttribute("tabindex", "0"));
};

const dark = window.matchMedia("(prefers-color-scheme: dark)");
const followScheme = () => document.documentElement.classList.toggle("dark-mode", dark.matches);
dark.addEventListener("change", followScheme);
followScheme();

window.addEventListener("load", () => {
  new MutationObserver(nameControls).observe(document.getElementById("reference"), { childList: true, subtree: true });
  window.SwaggerUIBundle({
    url: "openapi.json",
    dom_id: "#reference",
    deepLinking: true,
    docExpansion: "list",
    defaultModelsExpandDepth: -1,
    displayOperationId: true,
    filter: true,
    validatorUrl: null,
    tryItOutEnabled: true,
    plugins: [searchOperations],
  });
});
