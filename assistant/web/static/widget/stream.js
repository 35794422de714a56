// Asks the server and yields its events as they come: { name, data }.

export class AskError extends Error {}

const SECONDS = 90;

export async function* ask(address, body, language, signal) {
  const response = await fetch(address, {
    method: "POST",
    headers: { "Content-Type": "application/json", "Accept-Language": language },
    body: JSON.stringify(body),
    credentials: "omit",
    signal: AbortSignal.any([signal, AbortSignal.timeout(SECONDS * 1000)]),
  });
  if (!response.ok) {
    const { detail } = await response.json();
    throw detail ? new AskError(detail) : new Error(response.status);
  }
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
  let text = "";
  for (;;) {
    const { value, done } = await reader.read();
    if (done) return;
    const events = (text + value).split("\n\n");
    text = events.pop();
    yield* events.filter((event) => /^data:/m.test(event)).map(parsed); // the rest are comments that keep it open
  }
}

const parsed = (event) => {
  const fields = Object.fromEntries(event.split("\n").map((line) => line.split(/: (.*)/s, 2)));
  return { name: fields.event, data: JSON.parse(fields.data) };
};
