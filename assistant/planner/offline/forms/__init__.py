"""Forms of questions, each read whole: what is asked, of which rows, by what, and how it is shown."""
