import assert from "node:assert/strict";
import { createServer } from "node:http";
import { test } from "node:test";
import {
  events,
  isAbort,
  isGone,
  json,
  onTokenWanted,
  patiently,
  Problem,
  request,
} from "../src/api.js";
import { problem, serve } from "./service.js";

test("a problem's detail is the sentence, with its status and when to come again", async (t) => {
  await serve(t, () => problem(429, "Too <b>fast</b>.", { "Retry-After": "7" }));
  await assert.rejects(json("/x"), (error) => {
    assert.ok(error instanceof Problem);
    assert.equal(error.message, "Too <b>fast</b>.");
    assert.equal(error.status, 429);
    assert.equal(error.retryAfter, 7);
    return true;
  });
});

test("what is no problem document gets a sentence, too", async (t) => {
  const bodies = [
    { headers: { "Content-Type": "text/html" }, body: "<h1>Bad gateway</h1>" },
    { headers: { "Content-Type": "application/json" }, body: "{broken" },
    { headers: { "Content-Type": "application/json" }, body: { detail: 7 } },
    { headers: { "Retry-After": "Fri, 27 Nov 2026 12:00:00 GMT" } },
  ];
  await serve(t, () => ({ status: 502, ...bodies.shift() }));
  for (let n = bodies.length; n > 0; n--) {
    await assert.rejects(request("/x"), {
      message: "Something went wrong (502). Please try again.",
      status: 502,
      retryAfter: 0,
    });
  }
});

test("where nobody answers it is said, and what is given up on purpose is not a fault", async () => {
  const server = createServer();
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  const nobody = `http://127.0.0.1:${server.address().port}/`;
  await new Promise((resolve) => server.close(resolve));
  await assert.rejects(request(nobody), { message: /cannot be reached/, status: 0 });
  await assert.rejects(request(nobody, { signal: AbortSignal.abort() }), isAbort);
});

test("what is missing is told from what failed", async (t) => {
  await serve(t, ({ path }) => problem(path === "/gone" ? 404 : 500, "No."));
  await assert.rejects(request("/gone"), isGone);
  await assert.rejects(request("/broken"), (error) => !isGone(error));
});

test("a token is asked for once, sent with the request again and with all that follow", async (t) => {
  const asked = await serve(t, ({ headers }) =>
    headers.authorization === "Bearer secret" ? { body: "{}" } : problem(401, "A token is needed."),
  );
  await assert.rejects(request("/x"), { status: 401 });
  let questions = 0;
  onTokenWanted(async () => {
    questions++;
    return "secret";
  });
  await request("/x", { method: "POST", headers: { Prefer: "wait=1" } });
  await request("/y");
  assert.equal(questions, 1);
  const { method, headers } = asked[2];
  assert.deepEqual([method, headers.prefer], ["POST", "wait=1"]);
});

test("what may pass is asked again, and the waiting told", async (t) => {
  const answers = [problem(503, "Not now."), problem(429, "Too fast."), { body: { n: 7 } }];
  const asked = await serve(t, () => answers.shift());
  let waits = 0;
  const answer = await patiently(
    () => json("/x"),
    () => waits++,
  );
  assert.deepEqual(answer, { n: 7 });
  assert.equal(asked.length, 3);
  assert.equal(waits, 2);
});

test("what will not pass is not asked again", async (t) => {
  const asked = await serve(t, () => problem(409, "Closed."));
  await assert.rejects(
    patiently(() => request("/x")),
    { status: 409 },
  );
  assert.equal(asked.length, 1);
});

test("patience ends, after pauses that grow and are never shorter than asked for", async (t) => {
  const pauses = [];
  t.mock.method(globalThis, "setTimeout", (act, millis) => {
    pauses.push(millis);
    queueMicrotask(act);
  });
  let tries = 0;
  await assert.rejects(
    patiently(async () => {
      throw new Problem("Not now.", 503, ++tries === 2 ? 9 : tries === 5 ? 3600 : 0);
    }),
    { status: 503 },
  );
  assert.equal(tries, 6);
  assert.deepEqual(pauses, [500, 9000, 2000, 4000, 15_000]);
});

test("events come whole, however the connection cuts them", async (t) => {
  const bytes = Buffer.from(
    'event: job\ndata: {"name": "naïve"}\n\n: still here\n\ndata: [1,\ndata: 2]\n\n',
  );
  await serve(t, async (_, response) => {
    response.writeHead(200, { "Content-Type": "text/event-stream" });
    for (const byte of bytes) {
      response.write(Uint8Array.of(byte));
      await new Promise((resolve) => setImmediate(resolve));
    }
    response.end();
  });
  const heard = [];
  await events("/x", (data) => heard.push(data), new AbortController().signal);
  assert.deepEqual(heard, [{ name: "naïve" }, [1, 2]]);
});
