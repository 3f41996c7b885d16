import { element } from "./element.js";
import { post } from "./api.js";

// Each probe with the status that a sound endpoint answers.
const probes = [
  ["ping", "Ping", 200], ["bad_signature", "Wrong signature", 401], ["missing_signature", "No signature", 401],
  ["stale", "Ten minutes old", 401], ["altered_body", "Altered body", 401],
];

// drawProbes adds a button for each probe that shows what came of it.
export function drawProbes(box) {
  for (const [fault, label, expected] of probes) {
    const result = element("span", {});
    const button = element("button", { class: "side-button", type: "button", "data-fault": fault }, label, result);
    button.addEventListener("click", async () => {
      const answer = await post("/api/probe", { fault });
      result.className = answer && answer.status === expected ? "good" : "bad";
      result.textContent = answer ? `${answer.status}` : "–";
    });
    box.append(button);
  }
}
