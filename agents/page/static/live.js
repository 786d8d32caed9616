// The snapshot, then what changes: server-sent events, which the browser takes up again where they broke off.

const AGAIN_MS = 3000;

export function live({ onSnapshot, onChanges, onBeat, onState }) {
  let source = null;

  async function begin() {
    try {
      const answer = await fetch("/api/events");
      if (!answer.ok) throw new Error(answer.statusText);
      const snapshot = await answer.json();
      onSnapshot(snapshot);
      listen(snapshot.at);
    } catch {
      lost();
    }
  }

  function lost() {
    onState("lost");
    setTimeout(begin, AGAIN_MS);
  }

  function listen(at) {
    source = new EventSource(`/stream?after=${encodeURIComponent(at)}`);
    source.addEventListener("open", () => onState("live"));
    source.addEventListener("changes", (event) => onChanges(JSON.parse(event.data)));
    source.addEventListener("beat", (event) => onBeat(JSON.parse(event.data)));
    source.addEventListener("feed", (event) => onState(JSON.parse(event.data).up ? "live" : "deaf"));
    source.addEventListener("reset", () => {
      source.close();
      begin();
    });
    source.addEventListener("error", () => {
      if (source.readyState === EventSource.CLOSED) lost();
      else onState("lost");
    });
  }

  begin();
}
