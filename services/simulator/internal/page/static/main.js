import { element } from "./element.js";
import { Composer } from "./composer.js";
import { Messages } from "./messages.js";

const complaint = document.getElementById("complaint");
const connection = document.getElementById("connection");

// complain shows the error of a request that failed, and returns the answer of
// one that did not.
async function complain(request) {
  complaint.hidden = true;
  try {
    const response = await request;
    const answer = response.status === 204 ? {} : await response.json();
    if (response.ok) return answer;
    complaint.textContent = answer.error;
  } catch {
    complaint.textContent = "The simulator does not answer.";
  }
  complaint.hidden = false;
  return null;
}

function post(path, body) {
  return complain(fetch(path, { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) }));
}

const messages = new Messages(document.getElementById("messages"), complain);
const send = (text) => post("/api/commands", { text });
new Composer(document.getElementById("command"), document.getElementById("suggestions"), send);

for (const text of ["/check AAPL", "/chart MSFT 1Y", "/chart AAPL 1D", "/check NOSUCH"]) {
  const button = element("button", { class: "side-button", type: "button" }, text);
  button.addEventListener("click", () => send(text));
  document.getElementById("examples").append(button);
}

// Each probe with the status that a sound endpoint answers.
const probes = [
  ["ping", "Ping", 200], ["bad_signature", "Wrong signature", 401], ["missing_signature", "No signature", 401],
  ["stale", "Ten minutes old", 401], ["altered_body", "Altered body", 401],
];
for (const [fault, label, expected] of probes) {
  const result = element("span", {});
  const button = element("button", { class: "side-button", type: "button", "data-fault": fault }, label, result);
  button.addEventListener("click", async () => {
    const answer = await post("/api/probe", { fault });
    result.className = answer && answer.status === expected ? "good" : "bad";
    result.textContent = answer ? `${answer.status}` : "–";
  });
  document.getElementById("probes").append(button);
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
