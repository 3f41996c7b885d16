import { element, webLink } from "./element.js";
import { markdown } from "./markdown.js";
import { MENUS, select } from "./select.js";

// Discord's numbers of the components drawn here.
const ROW = 1;
const BUTTON = 2;
const TEXT = 10;
const CONTAINER = 17;
const LINK_STYLE = 5;

// component draws one component with all it holds.
export function component(item, press) {
  if (MENUS.includes(item.type)) return select(item, press);
  const children = (item.components || []).map((child) => component(child, press));
  switch (item.type) {
    case ROW: return element("div", { class: "row" }, ...children);
    case BUTTON: return button(item, press);
    case TEXT: return markdown(item.content || "");
    case CONTAINER: return element("section", { class: "embed" }, ...children);
    default: return element("p", { class: "unknown" }, `A component of type ${item.type}, which this page does not draw.`);
  }
}

function button(item, press) {
  const emoji = item.emoji && !item.emoji.id ? item.emoji.name + " " : "";
  const label = emoji + (item.label || "");
  if (item.style === LINK_STYLE) {
    return element("a", { class: "component", href: webLink(item.url), target: "_blank", rel: "noreferrer noopener" }, label);
  }
  const made = element("button", {
    class: `component style-${Number(item.style)}`, type: "button", "data-custom-id": item.custom_id, disabled: item.disabled === true,
  }, label);
  made.addEventListener("click", () => press(item.custom_id, made, null));
  return made;
}
