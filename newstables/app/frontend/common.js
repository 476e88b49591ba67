// What the components share; it stands before each. Text reaches the page through textContent alone.
function make(tag, kind, text) {
  const element = document.createElement(tag);
  element.className = kind;
  if (text !== undefined) element.textContent = text;
  return element;
}

// A link to a passage: this view's address with the item's parameters; a plain click is told to Python.
function opening(page, item, setTriggerValue) {
  const link = make("a", "passage");
  const query = new URLSearchParams(window.location.search);
  for (const [name, value] of Object.entries(item.query)) query.set(name, value);
  link.href = page + "?" + query.toString();
  link.addEventListener("click", (event) => {
    if (event.metaKey || event.ctrlKey || event.shiftKey) return; // a new tab opens the same view by its address
    event.preventDefault();
    setTriggerValue("open", item.key);
  });
  return link;
}

