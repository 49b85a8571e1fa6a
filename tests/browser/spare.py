"""Of what pages have in common only so much as holds every kind of their elements."""

ENOUGH = 3
REMOVE_SPARE = f"""() => {{
    const times = parent === window ? new Map() : parent.timesOfKinds ??= new Map();
    const removable = "li, tr, section, nav, header, footer", spares = [];
    const isSpare = (one, above) => {{
        const names = one.getAttributeNames().sort();
        const hasText = [...one.childNodes].some(part => part.nodeType === 3 && part.data.trim());
        const own = [above, one.localName, one.getAttribute("class"), ...names].join(" ");
        const kind = `${{own}} ${{hasText}} ${{one.checkVisibility({{visibilityProperty: true}})}}`;
        times.set(kind, (times.get(kind) ?? 0) + 1);
        const within = [...one.children].filter(part => isSpare(part, own + ">"));
        spares.push(...within.filter(part => part.matches(removable)));
        return times.get(kind) > {ENOUGH} && within.length === one.children.length;
    }};
    isSpare(document.body, "");
    for (const spare of spares) spare.remove();
}}"""
"""Takes away the items, rows, sections and parts of the frame of a page whose every part has come
:data:`ENOUGH` times before, under the same elements: the colours, names and ways of further ones
come from the same lines. It counts in the page, and in a frame over all that stood beside it or
before it in the same document of frames."""
