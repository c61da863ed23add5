// The HTTP API: requests go out here and nowhere else, and what fails comes back as a sentence.

const TOKEN = "tempera.token";
let askForToken = async () => null;

/** What went wrong, as a sentence for people. */
export class Problem extends Error {
  constructor(sentence, status = 0, retryAfter = 0) {
    super(sentence);
    this.status = status;
    this.retryAfter = retryAfter;
  }
}

/** Who is asked for a token where the operator has set one. */
export function onTokenWanted(ask) {
  askForToken = ask;
}

export async function request(path, options = {}) {
  const response = await send(path, options);
  if (response.status === 401) {
    const token = await askForToken();
    if (token) {
      sessionStorage.setItem(TOKEN, token);
      return checked(await send(path, options));
    }
  }
  return checked(response);
}

async function send(path, options) {
  const headers = new Headers(options.headers);
  const token = sessionStorage.getItem(TOKEN);
  if (token) {
    headers.set("Authorization", `Bearer ${token}`);
  }
  try {
    return await fetch(path, { ...options, headers });
  } catch (error) {
    if (error.name === "AbortError") {
      throw error;
    }
    throw new Problem("The service cannot be reached. Check your connection and try again.");
  }
}

async function checked(response) {
  if (response.ok) {
    return response;
  }
  let sentence = `Something went wrong (${response.status}). Please try again.`;
  if ((response.headers.get("Content-Type") ?? "").includes("json")) {
    const problem = await response.json().catch(() => null);
    if (typeof problem?.detail === "string") {
      sentence = problem.detail;
    }
  }
  throw new Problem(sentence, response.status, Number(response.headers.get("Retry-After")) || 0);
}

export async function json(path, options) {
  return (await request(path, options)).json();
}

export async function blob(path, options) {
  return (await request(path, options)).blob();
}

/** The address of a picture for an img, which sends no token by itself. */
export async function pictureUrl(path) {
  return sessionStorage.getItem(TOKEN) ? URL.createObjectURL(await blob(path)) : path;
}

/** A key that no other order has. (randomUUID is missing where a page comes over plain HTTP.) */
export function freshKey() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** Reads a stream of server-sent events, and gives the data of each to the listener. */
export async function events(path, listener, signal) {
  const response = await request(path, { signal, headers: { Accept: "text/event-stream" } });
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
  let rest = "";
  for (;;) {
    const { value, done } = await reader.read();
    if (done) {
      return;
    }
    const blocks = (rest + value).split("\n\n");
    rest = blocks.pop();
    for (const block of blocks) {
      const data = block.split("\n").filter((line) => line.startsWith("data: "));
      if (data.length > 0) {
        listener(JSON.parse(data.map((line) => line.slice(6)).join("\n")));
      }
    }
  }
}
