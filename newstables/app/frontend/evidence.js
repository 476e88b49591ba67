// A list of rows, each with its passage in context. Text reaches the page through textContent alone.
export default function ({ data, parentElement, setTriggerValue }) {
  const list = document.createElement("ol");
  list.className = "rows";
  for (const item of data.items) list.append(row(item));
  const old = parentElement.querySelector("ol.rows");
  if (old) old.replaceWith(list);
  else parentElement.append(list);

  function row(item) {
    const entry = make("li", "row");
    if (item.side) entry.dataset.side = item.side;
    if (item.current) entry.setAttribute("aria-current", "true");
    const opens = Object.keys(item.query).length > 0; // what comes from no article opens none
    const link = opens ? opening(data.page, item, setTriggerValue) : make("div", "passage");
    for (const [kind, text] of item.text) link.append(make("span", kind, text));
    const head = make("div", "head");
    for (const [kind, text] of item.head) head.append(make("span", kind, text));
    if (item.beside) {
      const other = opening(data.page, item.beside, setTriggerValue);
      other.className = "beside";
      other.textContent = item.beside.text;
      head.append(other);
    }
    const foot = make("div", "foot");
    for (const [kind, text] of item.foot) foot.append(make("span", kind, text));
    if (item.head.length) entry.append(head);
    entry.append(link);
    if (item.foot.length) entry.append(foot);
    return entry;
  }
}
