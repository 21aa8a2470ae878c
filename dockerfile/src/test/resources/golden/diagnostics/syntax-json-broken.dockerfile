{"syntax": "other/frontend", }
