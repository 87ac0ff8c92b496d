package com.pumpup;

import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.function.Function;

/** Items that come in pages, each fetched when the one before is used up. Every loop over it begins anew. */
final class Pages<T> implements Iterable<T> {
    private final String first;
    private final Function<String, Page<T>> fetch;

    /** A page, and the token of the next one; null at the end. */
    record Page<T>(List<T> items, String next) {}

    Pages(String first, Function<String, Page<T>> fetch) {
        this.first = first;
        this.fetch = fetch;
    }

    @Override
    public Iterator<T> iterator() {
        return new Iterator<>() {
            private String next = first;
            private Iterator<T> page = List.<T>of().iterator();

            @Override
            public boolean hasNext() {
                while (!page.hasNext() && next != null) {
                    var fetched = fetch.apply(next);
                    page = fetched.items().iterator();
                    next = fetched.next();
                }
                return page.hasNext();
            }

            @Override
            public T next() {
                if (!hasNext()) {
                    throw new NoSuchElementException("there are no more pages");
                }
                return page.next();
            }
        };
    }
}
