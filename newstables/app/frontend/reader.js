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
  const lit = article.querySelector(".lit");
  if (lit && lit.dataset.seen !== data.at) {
    requestAnimationFrame(() => lit.scrollIntoView({ block: "center" }));
  }
}
