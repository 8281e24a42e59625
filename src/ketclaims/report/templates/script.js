// Search, filters and order of the table of claims. Without this script every row is there, in the order of the texts.
"use strict";
(() => {
  const table = document.getElementById("claims-table");
  if (!table) return;
  const body = table.tBodies[0];
  const rows = Array.from(body.rows);
  const words = new Map(rows.map((row) => [row, row.textContent.toLowerCase().replace(/\s+/g, " ")]));
  const search = document.getElementById("search");
  const filters = Array.from(document.querySelectorAll("[data-filter]"));
  const count = document.getElementById("count");
  const nothing = document.getElementById("nothing");
  const all = count.textContent.trim();

  function isWanted(row, asked) {
    return filters.every((filter) => !filter.value || row.dataset[filter.dataset.filter] === filter.value)
      && asked.every((word) => words.get(row).includes(word));
  }

  function choose() {
    const asked = search.value.toLowerCase().split(/\s+/).filter(Boolean);
    let left = 0;
    for (const row of rows) {
      row.hidden = !isWanted(row, asked);
      left += row.hidden ? 0 : 1;
    }
    nothing.hidden = left > 0;
    count.textContent = left === rows.length ? all : `${left.toLocaleString("en")} of ${rows.length.toLocaleString("en")} claims`;
  }

  function showAll() {
    search.value = "";
    for (const filter of filters) filter.value = "";
    choose();
  }

  function compare(key) {
    const number = key === "value" || key === "weight" || key === "place";
    return (one, other) => {
      const [a, b] = [one.dataset[key], other.dataset[key]];
      // What has no figure comes last in either order.
      if (a === "" || b === "") return 0;
      return number ? Number(a) - Number(b) : a.localeCompare(b, "en");
    };
  }

  function sort(head) {
    const key = head.dataset.sort;
    const down = head.getAttribute("aria-sort") === "ascending";
    const order = compare(key);
    const known = rows.filter((row) => row.dataset[key] !== "").sort((a, b) => (down ? order(b, a) : order(a, b)));
    const unknown = rows.filter((row) => row.dataset[key] === "");
    for (const other of table.querySelectorAll("[aria-sort]")) other.removeAttribute("aria-sort");
    head.setAttribute("aria-sort", down ? "descending" : "ascending");
    body.append(...known, ...unknown);
  }

  // A link into the table leads to its row even where a filter hides it.
  function reveal(hash) {
    const row = hash.length > 1 ? document.getElementById(hash.slice(1)) : null;
    if (row && row.hidden && body.contains(row)) {
      showAll();
      row.scrollIntoView({ block: "center" });
    }
  }

  for (const head of table.querySelectorAll("[data-sort]")) {
    const button = document.createElement("button");
    button.type = "button";
    button.append(...head.childNodes);
    button.addEventListener("click", () => sort(head));
    head.append(button);
  }
  let waiting = 0;
  search.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(choose, 120);
  });
  for (const filter of filters) filter.addEventListener("change", choose);
  document.getElementById("reset").addEventListener("click", () => { showAll(); search.focus(); });
  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[href^='#']");
    if (link) reveal(link.getAttribute("href"));
  });
  window.addEventListener("hashchange", () => reveal(location.hash));
  document.querySelector(".tools").hidden = false;
  // A browser that comes back to the page may have kept what was typed.
  choose();
  reveal(location.hash);
})();
