// Makes a page handier; everything works without it.
// Where the server does not know its public address, the reader's browser does.
const relative = document.querySelector("[data-relative]");
if (relative) {
  for (const code of document.querySelectorAll(".use pre code")) {
    code.textContent = code.textContent.replace(/(^|[\s"'])(?=\/)/gm, `$1${location.origin}`);
  }
  relative.remove();
}
// A button that copies stands in each address and snippet.
for (const block of document.querySelectorAll(".use pre")) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "copy";
  button.textContent = "Copy";
  button.setAttribute("aria-label", `Copy: ${block.getAttribute("aria-label")}`);
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(block.textContent);
    button.textContent = "Copied";
    setTimeout(() => { button.textContent = "Copy"; }, 2000);
  });
  const frame = document.createElement("div");
  frame.className = "copied";
  block.replaceWith(frame);
  frame.append(block, button);
}
// A choice in the filter form shows its rows at once.
for (const select of document.querySelectorAll(".filters select")) {
  select.addEventListener("change", () => select.form.requestSubmit());
}
// Names are suggested while a search is typed.
const names = document.createElement("datalist");
names.id = "names";
document.body.append(names);
let asked = 0;
for (const input of document.querySelectorAll('form[role="search"] input[name="q"]')) {
  input.setAttribute("list", names.id);
  input.addEventListener("input", async () => {
    const turn = ++asked;
    if (!/[\p{L}\p{N}]/u.test(input.value)) return;
    const address = new URL(input.form.action.replace(/search$/, "v1/suggest"));
    address.search = new URLSearchParams(new FormData(input.form));
    const answer = await fetch(address);
    const { items } = answer.ok ? await answer.json() : { items: [] };
    if (turn !== asked) return; // more was typed meanwhile
    names.replaceChildren(...items.map((item) => new Option(item.name)));
  });
}
// A page that names its release never changes: what was corrected since is in its headers alone.
const pinned = document.querySelector("[data-pinned] p");
if (pinned) {
  const { headers } = await fetch(location.href, { method: "HEAD" });
  const warnings = JSON.parse(headers.get("X-Data-Warnings") ?? "[]");
  if (warnings.some(({ code }) => code === "corrected")) {
    pinned.append(" Since then we have corrected something on it.");
  }
}
