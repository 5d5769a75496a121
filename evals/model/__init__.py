"""Language models that are played, so that everything around a real one can be measured without one."""
