"""Start the page: python app.py [--data a.csv b.parquet] [--port 7860] [--host 127.0.0.1]."""

from __future__ import annotations

import argparse
import os
from pathlib import Path

SAMPLES = Path(__file__).parent / "data" / "samples"


def main() -> None:
    """Read the command line and serve the page until it is stopped."""
    asked = _arguments()
    os.environ["GRADIO_ANALYTICS_ENABLED"] = "False"  # read by Gradio when it is imported
    from ui.page import serve

    serve(asked.data or sorted(SAMPLES.glob("*.csv")), host=asked.host, port=asked.port)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Segue: plain questions about your data, computed answers.")
    parser.add_argument(
        "--data", nargs="+", type=Path, metavar="FILE", help="files to open (default: the sample)"
    )
    parser.add_argument("--port", type=int, help="port to listen on (default: 7860 or the next free one)")
    parser.add_argument(
        "--host", default="127.0.0.1", help="address to listen on (default: this machine only)"
    )
    return parser.parse_args()


if __name__ == "__main__":
    main()
