// Opens the map of ties when somebody asks for it: the library that draws it is fetched only then.
const place = document.querySelector("[data-map]");
const button = place?.querySelector("button");
const said = place?.querySelector("[role=status]");

async function open() {
  button.disabled = true;
  try {
    const [{ draw }, answer] = await Promise.all([import(place.dataset.library), fetch(place.dataset.map)]);
    if (!answer.ok) throw new Error(answer.statusText);
    const canvas = place.querySelector(".tilth-map__canvas");
    canvas.hidden = said.hidden = false;
    button.hidden = true;
    draw(canvas, said, await answer.json());
  } catch {
    said.hidden = button.disabled = false;
    said.textContent = said.dataset.failed;
  }
}

if (button) {
  place.querySelector(".tilth-map__closed").hidden = true;
  button.hidden = false;
  button.addEventListener("click", open);
}
