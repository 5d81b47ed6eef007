// The map of ties: schools round a ring, their people beside them, and who worked with whom.
import cytoscape from "cytoscape";

const COLOURS = [
  "#0b5d47", "#b5651d", "#2d5c91", "#a67008", "#7b3f6b", "#4f9f82",
  "#a8442f", "#5b7f1f", "#6a6fb5", "#8a5a44", "#1f7f8a", "#5b6672",
];
const WORDS = { "font-family": "Inter, sans-serif", color: "#1d2422", "text-outline-color": "#ffffff", "text-outline-width": 3 };
const STYLE = [
  { selector: "node", style: { width: "data(size)", height: "data(size)", "background-color": "data(colour)", ...WORDS } },
  {
    selector: ".school",
    style: { label: "data(name)", "background-opacity": 0.12, "font-size": 30, "font-weight": 600, "text-wrap": "wrap", "text-max-width": 260, "z-index": 0 },
  },
  { selector: ".school.beside", style: { events: "no" } },
  { selector: ".school.alone", style: { "background-opacity": 0.85, "text-valign": "bottom", "text-margin-y": 8, "font-size": 23, "text-max-width": 110 } },
  { selector: ".person", style: { "border-width": 1.5, "border-color": "#ffffff", "font-size": 22, "z-index": 2 } },
  { selector: "edge", style: { width: "data(width)", "line-color": "#79837f", opacity: 0.4, "curve-style": "haystack", events: "no" } },
  { selector: ".hidden", style: { display: "none" } },
  { selector: ".faint", style: { opacity: 0.12 } },
  { selector: "edge.faint", style: { opacity: 0.05 } },
  { selector: "edge.near", style: { opacity: 0.9, "line-color": "#0b5d47" } },
  { selector: ".person.near", style: { label: "data(name)", "text-valign": "top", "text-margin-y": -4 } },
];

function elements({ nodes, edges }) {
  const named = nodes.some((node) => node.kind === "person");
  const most = Math.max(1, ...edges.map((edge) => edge.minutes));
  const drawn = nodes.map((node) => ({
    data: { id: String(node.key), name: node.name, said: node.said, size: node.size, colour: COLOURS[node.of] },
    classes: [node.kind, named ? "beside" : "alone"],
    position: { x: node.x, y: node.y },
  }));
  const ties = edges.map((edge) => ({
    data: { source: String(edge.one), target: String(edge.other), said: edge.said, width: 1 + 9 * Math.sqrt(edge.minutes / most) },
    classes: named && edge.kind === "school" ? "hidden" : "",
  }));
  return [...drawn, ...ties];
}

// The library would add a style sheet of its own, which our pages do not allow; ours says the same.
function keepItsStylesAway() {
  const stand = document.createElement("template");
  stand.id = "__________cytoscape_stylesheet";
  document.body.append(stand);
}

export function draw(canvas, said, network) {
  keepItsStylesAway();
  const map = cytoscape({ container: canvas, elements: elements(network), style: STYLE, layout: { name: "preset", padding: 24 }, minZoom: 0.05, maxZoom: 3, autoungrabify: true });
  const all = () => {
    map.elements().removeClass("faint near");
    said.textContent = said.dataset.hint;
  };
  map.on("tap", "node", ({ target }) => {
    const ties = target.connectedEdges().not(".hidden");
    const others = ties.connectedNodes().not(target);
    map.elements().removeClass("near").addClass("faint");
    ties.union(others).union(target).removeClass("faint").addClass("near");
    map.nodes(".school").removeClass("faint");
    const words = ties.map((tie) => `${tie.connectedNodes().not(target).data("said")} (${tie.data("said")})`).sort();
    said.textContent = `${target.data("said")}: ${said.dataset.with} ${words.join("; ") || said.dataset.nobody}.`;
  });
  map.on("tap", (event) => event.target === map && all());
  window.addEventListener("resize", () => map.resize().fit(undefined, 24));
  all();
  return map;
}
