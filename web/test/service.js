// A real HTTP server on this machine that answers as a test says, and keeps what it was asked.

import { createServer } from "node:http";

const fetchAbsolute = globalThis.fetch;

/**
 * Starts it, and sends there what the page asks of its own site.
 *
 * @param answer is given { method, path, body } and gives { status, type, headers, body }, or
 *   nothing where it answers by itself with the response it is given, too
 */
export async function serve(t, answer) {
  const asked = [];
  const server = createServer(async (request, response) => {
    const chunks = [];
    for await (const chunk of request) {
      chunks.push(chunk);
    }
    const one = {
      method: request.method,
      path: request.url,
      headers: request.headers,
      body: Buffer.concat(chunks).toString("latin1"),
    };
    asked.push(one);
    const given = await answer(one, response);
    if (given) {
      const { status = 200, headers = {}, body = "" } = given;
      response
        .writeHead(status, headers)
        .end(typeof body === "string" ? body : JSON.stringify(body));
    }
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  const site = `http://127.0.0.1:${server.address().port}`;
  globalThis.fetch = (path, options) => fetchAbsolute(new URL(path, site), options);
  t.after(() => {
    globalThis.fetch = fetchAbsolute;
    server.closeAllConnections();
    server.close();
  });
  return asked;
}

export function problem(status, detail, headers = {}) {
  return {
    status,
    headers: { "Content-Type": "application/problem+json", ...headers },
    body: { detail },
  };
}

/** Waits until something holds; a test that waits in vain is stopped by the runner. */
export async function until(holds) {
  while (!holds()) {
    await new Promise((resolve) => setImmediate(resolve));
  }
}
