"""Word lists of our own making, by subject; each serves rules that hold for any story."""


def table(text: str) -> dict[str, list[str]]:
    """Key -> words of a list written as `key: word word ...`, carried on by indented lines."""
    result: dict[str, list[str]] = {}
    key = ""
    for line in text.strip("\n").split("\n"):
        head, colon, words = line.partition(":")
        if colon and not line.startswith(" "):
            key = head.replace("_", " ")
            result.setdefault(key, [])
        else:
            words = line
        result[key] += [w.replace("_", " ") for w in words.split()]
    return result
