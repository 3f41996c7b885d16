import { element } from "./element.js";
import { post } from "./api.js";
import { Composer } from "./composer.js";
import { Messages } from "./messages.js";
import { drawProbes } from "./probes.js";
import { scene } from "./scene.js";
import { Trouble } from "./trouble.js";

const connection = document.getElementById("connection");
const messages = new Messages(document.getElementById("messages"));
new Composer(document.getElementById("command"), document.getElementById("suggestions"), send);
new Trouble(document.getElementById("trouble"), document.getElementById("trouble-toggle"));
drawProbes(document.getElementById("probes"));

async function send(text) {
  const answer = await post("/api/commands", { text, ...scene() });
  if (answer) messages.own(answer.id);
}

for (const text of ["/check AAPL", "/chart MSFT 1Y", "/chart AAPL 1D", "/check NOSUCH"]) {
  const button = element("button", { class: "side-button", type: "button" }, text);
  button.addEventListener("click", () => send(text));
  document.getElementById("examples").append(button);
}

const events = new EventSource("/api/events");
events.addEventListener("message", (event) => messages.put(JSON.parse(event.data)));
events.addEventListener("removed", reload);
events.addEventListener("error", () => { connection.textContent = "not connected, trying again…"; });
// A simulator that was started again counts from the beginning.
events.addEventListener("open", () => {
  if (connection.textContent) location.reload();
});

async function reload() {
  const response = await fetch("/api/messages");
  if (response.ok) messages.keep((await response.json()).map((message) => message.id));
}
