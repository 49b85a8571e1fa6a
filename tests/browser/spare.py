"""Of a long list in a page only so much as holds every kind of its elements."""

ENOUGH = 3
REMOVE_SPARE = f"""() => {{
    const times = new Map(), spares = [];
    const isSpare = (one, above) => {{
        const names = one.getAttributeNames().sort();
        const hasText = [...one.childNodes].some(part => part.nodeType === 3 && part.data.trim());
        const own = [above, one.localName, one.getAttribute("class"), ...names].join(" ");
        const kind = `${{own}} ${{hasText}} ${{one.checkVisibility({{visibilityProperty: true}})}}`;
        times.set(kind, (times.get(kind) ?? 0) + 1);
        const within = [...one.children].filter(part => isSpare(part, own + ">"));
        if (times.get(kind) > {ENOUGH} && within.length === one.children.length) return true;
        spares.push(...within.filter(part => part.matches("li, tr, section")));
        return false;
    }};
    isSpare(document.body, "");
    for (const spare of spares) spare.remove();
}}"""
"""Takes away the items, rows and sections whose every part has come :data:`ENOUGH` times before,
under the same elements: the colours, names and ways of further ones come from the same lines."""
