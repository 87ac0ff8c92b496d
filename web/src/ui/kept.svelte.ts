// Small choices that this browser keeps.

/** A value that outlives the page. Where the browser keeps nothing, it lives as long as the page does. */
export function kept<T>(name: string, otherwise: T): { value: T } {
  const key = `pumpup.${name}`;
  let value = $state.raw(read(key, otherwise));
  addEventListener("storage", (event) => {
    if (event.key === key) value = read(key, otherwise);
  });
  return {
    get value() {
      return value;
    },
    set value(next) {
      value = next;
      try {
        localStorage.setItem(key, JSON.stringify(next));
      } catch {
        // A full or forbidden storage is no reason not to go on.
      }
    },
  };
}

function read<T>(key: string, otherwise: T): T {
  try {
    const text = localStorage.getItem(key);
    return text === null ? otherwise : (JSON.parse(text) as T);
  } catch {
    return otherwise;
  }
}
