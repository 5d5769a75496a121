"""PandasAI 3 as its documentation sets it up: the table as a DataFrame, `chat` for a question, `follow_up` after it."""

import json
import sys
import warnings

warnings.filterwarnings("ignore")

import pandas as pd  # noqa: E402
import pandasai as pai  # noqa: E402
from pandasai_openai import OpenAI  # noqa: E402

url, table = sys.argv[1:3]
llm = OpenAI(api_token="none", api_base=url, model="gpt-4.1-mini")  # its class takes no other names
pai.config.set({"llm": llm, "save_logs": False, "verbose": False, "max_retries": 3})
customers = pai.DataFrame(pd.read_csv(table))
print(json.dumps({"ready": True}), flush=True)
for line in sys.stdin:
    asked = json.loads(line)
    answer = (customers.follow_up if asked["follows"] else customers.chat)(asked["question"])
    value = answer.value
    said = value.to_csv(index=False) if hasattr(value, "to_csv") else str(value)
    print(json.dumps({"said": said}), flush=True)
