// What the facts of the standard say in the page: helpers, each a name of the window.

window.next = (target, type) =>
  new Promise((resolve) => target.addEventListener(type, resolve, { once: true }));

/** The name of what is thrown, or null. */
window.thrown = (run) => {
  try {
    run();
    return null;
  } catch (error) {
    return error.name;
  }
};

window.opened = async (path, protocols = []) => {
  const socket = new WebSocket(server + path, protocols);
  await next(socket, "open");
  return socket;
};

/** What the server says to it that was sent. */
window.echoOf = async (data, binaryType = "arraybuffer") => {
  const socket = await opened("/echo");
  socket.binaryType = binaryType;
  socket.send(data);
  const { data: echo } = await next(socket, "message");
  socket.close();
  return echo;
};

window.bytesOf = (buffer) => Array.from(new Uint8Array(buffer));

/** What happens to a socket until it is over: the events and the state at each. */
window.lifeOf = async (socket) => {
  const life = [];
  for (const type of ["open", "error", "close"]) {
    socket.addEventListener(type, () => life.push(`${type} ${socket.readyState}`));
  }
  const { code, reason, wasClean } = await next(socket, "close");
  return [...life, code, reason, wasClean];
};

window.frameOf = () => {
  const frame = document.createElement("iframe");
  document.body.append(frame);
  return frame;
};
