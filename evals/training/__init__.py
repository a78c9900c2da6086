"""Commands that fit what the coach carries. They read the train split, choose on the dev split and never open the test split."""
