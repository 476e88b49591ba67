// Two articles as one table: what both tell side by side. Text reaches the page through textContent alone.
export default function ({ data, parentElement, setTriggerValue }) {
  const table = make("div", "sides");
  table.setAttribute("role", "table");
  const head = make("div", "line heads");
  head.setAttribute("role", "row");
  for (const title of data.titles) {
    const cell = make("div", "cell", title);
    cell.setAttribute("role", "columnheader");
    head.append(cell);
  }
  table.append(head);
  for (const row of data.rows) table.append(line(row));
  const old = parentElement.querySelector("div.sides");
  if (old) old.replaceWith(table);
  else parentElement.append(table);

  function line(row) {
    const entry = make("div", "line");
    entry.setAttribute("role", "row");
    entry.dataset.kind = row.kind;
    row.cells.forEach((cell, side) => {
      const place = make("div", "cell");
      place.setAttribute("role", "cell");
      place.dataset.title = data.titles[side]; // shown where the columns are stacked
      if (cell) {
        const link = opening(data.page, cell, setTriggerValue);
        if (cell.head) link.append(make("span", "head", cell.head));
        for (const [kind, text] of cell.runs) link.append(make(kind === "own" ? "mark" : "span", kind, text));
        place.append(link);
      } else {
        place.append(make("span", "none", data.missing));
      }
      place.setAttribute("aria-label", data.titles[side] + ", " + row.kind);
      entry.append(place);
    });
    const foot = make("div", "foot", row.kind);
    for (const words of row.differs) foot.append(make("span", "flag", words));
    entry.append(foot);
    return entry;
  }
}
