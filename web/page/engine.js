"use strict";
// Calls the library, on the page and in the worker: a request goes into its memory as JSON, and the answer comes back.

async function engine(module) {
  const { memory, room, answer, place } = (await WebAssembly.instantiate(module, {})).exports;
  return (request) => {
    const sent = new TextEncoder().encode(JSON.stringify(request));
    // The memory may move while room is made, so it is looked at afterwards.
    const at = room(sent.length);
    new Uint8Array(memory.buffer, at, sent.length).set(sent);
    const length = answer();
    const answered = JSON.parse(new TextDecoder().decode(new Uint8Array(memory.buffer, place(), length)));
    if (answered.failed !== undefined) throw new Error(answered.failed);
    return answered;
  };
}

// The worker does what takes long. It answers in order, with the number of the request.
if (typeof document === "undefined") {
  let ready;
  // The page hears of errors only where they are thrown outside of promises.
  onunhandledrejection = ({ reason }) => {
    throw reason;
  };
  onmessage = async ({ data }) => {
    if (data.module) {
      ready = engine(data.module);
    } else {
      const call = await ready;
      let answer;
      for (const request of data.requests) answer = call(request);
      postMessage({ number: data.number, answer });
    }
  };
}
