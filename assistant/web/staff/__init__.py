"""The staff's own pages under /staff. The public pages and the widget know nothing of them."""
