"""Makes the Python stubs from ../proto, so that `from pumpup.v1 import …` works after `import stubs`.

They are written into ./generated at the first run and again whenever the contract changed. No protoc is needed: it
comes with grpcio-tools. In a project of your own, generate them once and ship them with your code:

    python -m grpc_tools.protoc -Iproto --python_out=. --pyi_out=. --grpc_python_out=. proto/pumpup/v1/*.proto
"""

import sys
from pathlib import Path

import grpc_tools
from grpc_tools import protoc

PROTO = Path(__file__).resolve().parent.parent / "proto"
GENERATED = Path(__file__).resolve().parent / "generated"


def generate() -> None:
    """Writes the stubs, unless they are newer than everything they are made from."""
    sources = sorted(PROTO.glob("pumpup/v1/*.proto"))
    finished = GENERATED / "finished"  # Touched last, so that an interrupted run is done again.
    newest = max(path.stat().st_mtime for path in [*sources, Path(grpc_tools.__file__)])
    if finished.exists() and finished.stat().st_mtime > newest:
        return
    GENERATED.mkdir(exist_ok=True)
    status = protoc.main([
        "protoc",
        f"-I{PROTO}",
        f"-I{Path(grpc_tools.__file__).parent / '_proto'}",  # google/protobuf/*.proto
        f"--python_out={GENERATED}",
        f"--pyi_out={GENERATED}",
        f"--grpc_python_out={GENERATED}",
        *map(str, sources),
    ])
    if status != 0:
        sys.exit("The stubs could not be made; protoc says why above.")
    finished.touch()


generate()
sys.path.insert(0, str(GENERATED))
