import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { isAbort } from "../src/api.js";
import { paint } from "../src/job.js";
import { changeView } from "../src/state.js";
import { problem, serve, until } from "./service.js";

const choice = (key, share) => ({ key, share, region: null });
const order = (chosen = [choice("preset", 1)]) => ({
  content: { blob: new Blob(["photo"]), name: "photo.jpg", width: 60, height: 40 },
  chosen,
  alpha: 0.5,
  stroke: 1.5,
  color: "luminance",
  size: 512,
  format: "png",
});
const job = (state, more = {}) => ({ id: "j1", state, position: 1, done: 0, total: 0, ...more });
const done = job("done", { result: "/api/v1/jobs/j1/result" });
const stream = (...jobs) => ({
  headers: { "Content-Type": "text/event-stream" },
  body: jobs.map((one) => `event: job\ndata: ${JSON.stringify(one)}\n\n`).join(""),
});
const lines = (asked) => asked.map(({ method, path }) => `${method} ${path}`);
const never = () => new AbortController().signal;

beforeEach(() => {
  const style = (key, source) => ({ key, name: key, thumbnail: "", source });
  changeView({ styles: [style("preset", "woodcut"), style("own", new Blob(["own picture"]))] });
});

/** A service where what follows a job is answered in turn. */
function queue(t, ...answers) {
  return serve(t, ({ method, path }) => {
    if (method === "POST") {
      return { status: 202, body: job("queued") };
    }
    if (path.endsWith("/result")) {
      return { body: "the painting" };
    }
    return method === "DELETE" ? { status: 204 } : answers.shift();
  });
}

test("a painting is ordered, followed and fetched", async (t) => {
  const asked = await queue(t, stream(job("queued"), job("running", { total: 4 }), done));
  const steps = [];
  const chosen = [choice("preset", 0.75), choice("own", 0.25)];
  const picture = await paint(order(chosen), (work) => steps.push(work.step), never());
  assert.equal(await picture.text(), "the painting");
  assert.deepEqual(steps, ["queued", "running", "fetching"]);
  const [{ headers, body }] = asked;
  assert.equal(headers.prefer, "respond-async");
  assert.match(headers["idempotency-key"], /^[0-9a-f]{32}$/);
  const fields = [...body.matchAll(/name="(\w+)"[^]*?\r\n\r\n([^]*?)\r\n--/g)];
  assert.deepEqual(
    fields.map(([, name, value]) => `${name}=${value}`),
    [
      "content=photo",
      "style=woodcut",
      "weight=0.7500",
      "style=own picture",
      "weight=0.2500",
      "alpha=0.5",
      "stroke=1.5",
      "preserveColor=luminance",
      "size=512",
      "format=png",
    ],
  );
});

test("a style without a share is not ordered, unless it is the only one", async (t) => {
  const asked = await queue(t, stream(done), stream(done));
  await paint(order([choice("preset", 0.9999), choice("own", 0.0001)]), () => {}, never());
  assert.doesNotMatch(asked[0].body, /own picture/);
  await paint(order([choice("own", 0)]), () => {}, never());
  assert.match(asked[3].body, /own picture/);
});

test("a connection that is lost is taken up again", async (t) => {
  const asked = await queue(
    t,
    stream(job("queued")),
    { body: job("running") },
    problem(429, "Too many streams."),
    { body: done },
    stream(done),
  );
  const picture = await paint(order(), () => {}, never());
  assert.equal(await picture.text(), "the painting");
  assert.deepEqual(lines(asked).slice(1, 5), [
    "GET /api/v1/jobs/j1/events",
    "GET /api/v1/jobs/j1",
    "GET /api/v1/jobs/j1/events",
    "GET /api/v1/jobs/j1",
  ]);
});

test("a job that failed, was cancelled or is gone ends in its sentence", async (t) => {
  await queue(
    t,
    stream(job("failed", { error: "The picture is broken." })),
    stream(job("cancelled")),
    problem(404, "There is no such job."),
  );
  for (const message of [
    "The picture is broken.",
    "The painting was cancelled.",
    "There is no such job.",
  ]) {
    await assert.rejects(
      paint(order(), () => {}, never()),
      { message },
    );
  }
});

test("what is called off is told to the service, too", async (t) => {
  const asked = await serve(t, ({ method, path }, response) => {
    if (path.endsWith("/events")) {
      response.writeHead(200, { "Content-Type": "text/event-stream" });
      response.write(stream(job("queued")).body);
      return null;
    }
    return method === "POST" ? { status: 202, body: job("queued") } : { status: 204 };
  });
  const abort = new AbortController();
  await assert.rejects(
    paint(order(), () => abort.abort(), abort.signal),
    isAbort,
  );
  await until(() => lines(asked).includes("DELETE /api/v1/jobs/j1"));
});
