"""The clerk's desktop: a dropped file answered by what a person sees, the launcher to drop it on, and the fonts."""
