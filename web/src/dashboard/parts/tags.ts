// Tags as one types them: words with commas between.

/** The tags of a text, each once. */
export const tagsIn = (text: string): string[] => [...new Set(text.split(",").map((tag) => tag.trim()).filter(Boolean))];

/** Tags as a text. */
export const tagsText = (tags: string[]): string => tags.join(", ");
