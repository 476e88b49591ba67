// One article with its layers drawn. Text reaches the page through textContent alone.
export default function ({ data, parentElement }) {
  const article = document.createElement("article");
  article.lang = data.lang;
  for (const [text, marks] of data.stretches) {
    if (!marks.length) {
      article.append(document.createTextNode(text));
      continue;
    }
    const mark = document.createElement("span");
    mark.textContent = text;
    mark.className = [...new Set(marks.map((m) => m[0]))].join(" ");
    const side = marks.map((m) => m[1]).filter(Boolean).pop();
    if (side) mark.dataset.side = side;
    const hit = marks.map((m) => m[3]).find((number) => number !== null);
    if (hit !== undefined) mark.dataset.hit = hit;
    const words = [...new Set(marks.map((m) => m[2]).filter(Boolean))].join(" · ");
    if (words) {
      mark.title = words;
      mark.tabIndex = 0;
      mark.dataset.words = words;
      mark.setAttribute("role", "note");
      mark.setAttribute("aria-label", text + " (" + words + ")");
    }
    article.append(mark);
  }
  const old = parentElement.querySelector("article");
  if (old) old.replaceWith(article);
  else parentElement.append(article);
  const bar = parentElement.querySelector("nav");
  if (bar) bar.remove();
  let current = data.hit;
  if (data.hits) article.before(steps());
  const lit = article.querySelector(".lit");
  if (lit && lit.dataset.seen !== data.at) {
    requestAnimationFrame(() => lit.scrollIntoView({ block: "center" }));
  } else if (current !== null) {
    show(current);
  }

  function steps() {
    const nav = document.createElement("nav");
    nav.setAttribute("aria-label", "Hits of the search");
    const count = document.createElement("span");
    count.setAttribute("role", "status");
    nav.append(step("Previous hit", "↑", -1), step("Next hit", "↓", 1), count);
    count.textContent = counted();
    return nav;
  }

  function step(label, sign, by) {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = sign;
    button.title = label;
    button.setAttribute("aria-label", label);
    button.addEventListener("click", () => {
      const from = current === null && by < 0 ? 0 : (current ?? -1);
      show((from + by + data.hits) % data.hits);
    });
    return button;
  }

  function show(number) {
    current = number;
    for (const mark of article.querySelectorAll("[data-hit]")) {
      mark.classList.toggle("now", Number(mark.dataset.hit) === number);
    }
    parentElement.querySelector("nav [role=status]").textContent = counted();
    const first = article.querySelector(".now");
    requestAnimationFrame(() => first.scrollIntoView({ block: "center" }));
  }

  function counted() {
    if (current === null) return data.hits === 1 ? "1 hit" : data.hits + " hits";
    return "Hit " + (current + 1) + " of " + data.hits;
  }
}
