"""Follow-ups: a message that leans on the last question is read as edits of it, in one order.

`message` cuts the words of the conversation out, `hearing` turns the message into operations, `operations` puts them
into a copy of the last Intent. Questions on the answer itself stand in `answers` and `between`.
"""
