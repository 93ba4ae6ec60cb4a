"""Sets a variable as it is imported, as `load_dotenv()` at the top of a module does."""

import os

os.environ["SET_BY_IMPORT"] = "1"
