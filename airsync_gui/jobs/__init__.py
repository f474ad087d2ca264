"""Work beside the window: a controller on the GUI thread, a thread pool, and frozen values between them."""
