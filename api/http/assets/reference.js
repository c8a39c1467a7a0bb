// Starts Swagger UI over the description served here, and gives names to the controls it leaves without one.
"use strict";

window.addEventListener("load", () => {
  window.SwaggerUIBundle({
    url: "openapi.json",
    dom_id: "#reference",
    deepLinking: true,
    docExpansion: "none",
    defaultModelsExpandDepth: 0,
    filter: true,
    validatorUrl: null,
    tryItOutEnabled: true,
  });
  const name = () => {
    document.querySelectorAll("#reference select:not([aria-label])").forEach((select) => {
      const row = select.closest("tr[data-param-name]");
      select.setAttribute("aria-label", row ? row.dataset.paramName : "Media type or server");
    });
    document.querySelectorAll("#reference input:not([aria-label]):not([id])").forEach((input) => {
      input.setAttribute("aria-label", input.placeholder || "Value");
    });
  };
  new MutationObserver(name).observe(document.getElementById("reference"), { childList: true, subtree: true });
});
