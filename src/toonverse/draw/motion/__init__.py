"""Panels that move: camera, planes, balloons that come in reading order, air and sound. No I/O."""
