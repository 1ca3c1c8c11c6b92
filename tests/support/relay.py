"""A line between a client and a server: passes on whatever comes, as late as it is told, and counts it.

    relay.py PORT [MILLISECONDS]        of the server; of a way there and back

As storeprocess.py has it; the one call is `count`: {"connections": N, "bytes": N} since the last one, both directions.
"""

from __future__ import annotations

import asyncio
import sys
import threading

from support.storeprocess import serve

CHUNK_BYTES = 64 * 1024
CHUNKS_UNDERWAY = 256  # so much fits on the line, one direction of one connection


class Relay:
    def __init__(self, server_port: int, one_way_seconds: float):
        self._server_port, self._one_way = server_port, one_way_seconds
        self._connections = self._bytes = 0

    async def listen(self) -> int:
        server = await asyncio.start_server(self._connect, "127.0.0.1", 0)
        return server.sockets[0].getsockname()[1]

    def count(self) -> dict:
        counted = {"connections": self._connections, "bytes": self._bytes}
        self._connections = self._bytes = 0
        return counted

    async def _connect(self, from_client: asyncio.StreamReader, to_client: asyncio.StreamWriter) -> None:
        self._connections += 1
        from_server, to_server = await asyncio.open_connection("127.0.0.1", self._server_port)
        await asyncio.gather(self._pass_on(from_client, to_server), self._pass_on(from_server, to_client))

    async def _pass_on(self, source: asyncio.StreamReader, target: asyncio.StreamWriter) -> None:
        underway: asyncio.Queue = asyncio.Queue(CHUNKS_UNDERWAY)
        arriving = asyncio.create_task(self._arrive(underway, target))
        clock = asyncio.get_running_loop().time
        chunk = b"-"
        while chunk:
            try:
                chunk = await source.read(CHUNK_BYTES)
            except ConnectionError:
                chunk = b""
            self._bytes += len(chunk)
            await underway.put((clock() + self._one_way, chunk))
        await arriving

    async def _arrive(self, underway: asyncio.Queue, target: asyncio.StreamWriter) -> None:
        clock = asyncio.get_running_loop().time
        gone = False
        while True:
            due, chunk = await underway.get()
            if (early := due - clock()) > 0:
                await asyncio.sleep(early)
            if not chunk:
                break
            if gone:
                continue
            try:
                target.write(chunk)
                await target.drain()
            except ConnectionError:
                gone = True  # what is still to come goes nowhere
        target.close()


def main(server_port: int, round_trip_milliseconds: float) -> None:
    relay = Relay(server_port, round_trip_milliseconds / 2000)
    loop = asyncio.new_event_loop()
    port = loop.run_until_complete(relay.listen())
    threading.Thread(target=loop.run_forever, daemon=True).start()
    serve(port, lambda call, _: getattr(relay, call)())


if __name__ == "__main__":
    main(int(sys.argv[1]), float(sys.argv[2]) if len(sys.argv) > 2 else 0.0)
