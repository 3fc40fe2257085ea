"""What the store's folder keeps of imports beside the incidents: the files as they came, and what was told of them."""
