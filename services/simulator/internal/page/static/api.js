const complaint = document.getElementById("complaint");

// complain shows the error of a request that failed, and returns the answer of
// one that did not.
export async function complain(request) {
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

// raw sends JSON and returns the response.
export function raw(path, body, signal) {
  return fetch(path, { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body), signal });
}

export const post = (path, body) => complain(raw(path, body));

// quiet reads JSON; null when that fails, without a word to the user.
export async function quiet(path) {
  try {
    const response = await fetch(path);
    return response.ok ? await response.json() : null;
  } catch {
    return null;
  }
}
