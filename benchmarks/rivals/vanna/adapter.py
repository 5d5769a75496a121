"""Vanna 2: an agent with SQL and charts. With --memory, as its README sets it up: it looks up and keeps every use.

Without it, the columns are told in the system prompt, which is kinder: it saves the call that would look for them.
"""

import asyncio
import json
import sys
import warnings

warnings.filterwarnings("ignore")

from vanna import Agent  # noqa: E402
from vanna.core.enhancer import LlmContextEnhancer  # noqa: E402
from vanna.core.registry import ToolRegistry  # noqa: E402
from vanna.core.user import RequestContext, User, UserResolver  # noqa: E402
from vanna.integrations.duckdb import DuckDBRunner  # noqa: E402
from vanna.integrations.local.agent_memory import DemoAgentMemory  # noqa: E402
from vanna.integrations.openai import OpenAILlmService  # noqa: E402
from vanna.tools import RunSqlTool, VisualizeDataTool  # noqa: E402
from vanna.tools.agent_memory import (  # noqa: E402
    SaveQuestionToolArgsTool,
    SaveTextMemoryTool,
    SearchSavedCorrectToolUsesTool,
)


class Anybody(UserResolver):
    """One person, with all rights."""

    async def resolve_user(self, request_context: RequestContext) -> User:
        return User(id="person", group_memberships=["admin"])


class Columns(LlmContextEnhancer):
    """Tells the model the table's columns."""

    def __init__(self, text: str) -> None:
        self.text = text

    async def enhance_system_prompt(self, system_prompt: str, user_message: str, user: User) -> str:
        return f"{system_prompt}\n\n{self.text}"

    async def enhance_user_messages(self, messages, user):
        return messages


def made(url: str, table: str, memory: bool) -> Agent:
    """The agent for a table."""
    runner = DuckDBRunner(init_sql=f"CREATE TABLE customers AS SELECT * FROM read_csv('{table}')")
    tools = [RunSqlTool(sql_runner=runner), VisualizeDataTool()]
    if memory:
        tools += [SaveQuestionToolArgsTool(), SearchSavedCorrectToolUsesTool(), SaveTextMemoryTool()]
    registry = ToolRegistry()
    for tool in tools:
        registry.register_local_tool(tool, access_groups=["admin"])
    columns = runner._get_connection().sql("DESCRIBE customers").fetchall()
    told = ", ".join(f"{name} {kind}" for name, kind, *_ in columns)
    return Agent(
        llm_service=OpenAILlmService(model="played", api_key="none", base_url=url),
        tool_registry=registry,
        user_resolver=Anybody(),
        agent_memory=DemoAgentMemory(),
        llm_context_enhancer=None if memory else Columns(f"CREATE TABLE customers ({told});"),
    )


async def answer(agent: Agent, question: str, conversation: str) -> str:
    """All that is shown of an answer, as text."""
    shown = []
    async for part in agent.send_message(RequestContext(), question, conversation_id=conversation):
        shown.append(str(getattr(part.simple_component, "text", "")))
        shown.append(json.dumps(getattr(part.rich_component, "rows", ""), default=str))
    return "\n".join(shown)


async def main() -> None:
    agent = made(sys.argv[1], sys.argv[2], "--memory" in sys.argv)
    print(json.dumps({"ready": True}), flush=True)
    conversation = 0
    for line in sys.stdin:
        asked = json.loads(line)
        conversation += not asked["follows"]
        said = await answer(agent, asked["question"], f"conversation {conversation}")
        print(json.dumps({"said": said}), flush=True)


asyncio.run(main())
