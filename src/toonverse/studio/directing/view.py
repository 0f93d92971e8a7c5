"""A storyboard as text, to be read the way a reader would: one paragraph a panel."""

from toonverse.domain.storyboard import Figure, Shot, Storyboard


def _figure(figure: Figure) -> str:
    text = f"{figure.character}@{figure.x:.2f} {figure.pose}/{figure.emotion}/{figure.facing}"
    text += f" holds {figure.holds}" if figure.holds else ""
    return text + (f" touches {figure.touches}" if figure.touches else "")


def _shot(shot: Shot) -> str:
    head = f"{shot.number:3d} [{shot.role}] scene {shot.scene} {shot.size}/{shot.angle} {shot.place}"
    bleed = " bleed" if shot.bleed else ""
    rows = [f"{head} {shot.light} {shot.weather} {shot.height_px}px gutter {shot.gutter_px}{bleed}"]
    if shot.figures:
        rows.append("      " + " | ".join(_figure(f) for f in shot.figures))
    if shot.props or shot.sounds:
        rows.append(f"      props {', '.join(shot.props) or '-'}   sounds {', '.join(shot.sounds) or '-'}")
    for line in shot.lines:
        who = "CAPTION" if line.kind == "caption" else f"{line.speaker or '?'} ({line.kind})"
        rows.append(f"      {who}: {line.text}")
    return "\n".join(rows)


def as_text(board: Storyboard) -> str:
    """The whole storyboard, a panel a paragraph."""
    return "\n".join([board.title, "", *(_shot(shot) for shot in board.shots)])
