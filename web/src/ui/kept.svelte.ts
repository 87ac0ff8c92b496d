// Small choices that this browser keeps.

interface Kept<T> {
  value: T;
}

// One for each name, so that all parts of the page see the same.
const all = new Map<string, Kept<unknown>>();

/** A value that outlives the page. Where the browser keeps nothing, it lives as long as the page does. */
export function kept<T>(name: string, otherwise: T): Kept<T> {
  const known = all.get(name) ?? make(`pumpup.${name}`, otherwise);
  all.set(name, known);
  return known as Kept<T>;
}

function make<T>(key: string, otherwise: T): Kept<T> {
  let value = $state.raw(read(key, otherwise));
  // Told by the browser's other tabs.
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
