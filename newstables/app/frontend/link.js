// A button that copies this view's address with the snapshot it shows.
export default function ({ data, parentElement }) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "copy";
  button.textContent = "Copy link to this view";
  const said = document.createElement("span");
  said.className = "said";
  said.setAttribute("role", "status");
  button.addEventListener("click", async () => {
    const address = new URL(window.location.href);
    address.searchParams.set(data.name, data.snapshot);
    try {
      await navigator.clipboard.writeText(address.href);
      said.textContent = "Copied";
    } catch {
      said.textContent = address.href; // no clipboard here: the address to copy by hand
    }
  });
  const old = parentElement.querySelector("div.link");
  const box = document.createElement("div");
  box.className = "link";
  box.append(button, said);
  if (old) old.replaceWith(box);
  else parentElement.append(box);
}
