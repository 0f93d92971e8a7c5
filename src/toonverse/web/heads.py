"""Reads requests with httptools, as uvicorn does where it is there; a head without end ends the connection.

httptools itself keeps whatever comes until a head is whole.
"""

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

HEAD_BYTES_MAX = 64 * 1024
"""What uvicorn's other reader (h11) takes, and more than any client of ours sends."""


class BoundedHeads(HttpToolsProtocol):
    """For uvicorn's `http`. One more read of the socket may come in than the limit says."""

    _head_bytes = 0
    _in_head = True

    def data_received(self, data: bytes) -> None:
        super().data_received(data)
        if not self._in_head:
            return
        self._head_bytes += len(data)
        if self._head_bytes > HEAD_BYTES_MAX and not self.transport.is_closing():
            self.send_400_response("The head of the request is too long.")

    def on_message_begin(self) -> None:
        self._in_head, self._head_bytes = True, 0
        super().on_message_begin()

    def on_headers_complete(self) -> None:
        self._in_head = False
        super().on_headers_complete()
