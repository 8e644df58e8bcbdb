"""The program around the core: watches sources, stores, decides through the core, delivers."""
