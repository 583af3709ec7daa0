"""Tag vectors multiplied as sparse matrices: what is quick for many articles, with libraries that take a quarter of a
second to load."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from backfile.archive.tag_vectors import TagVectors

if TYPE_CHECKING:  # as in tag_vectors.py
    from numpy.typing import NDArray


class SparseProducts:
    """The scores of many articles at once."""

    def __init__(self, vectors: TagVectors) -> None:
        import numpy
        from scipy.sparse import csr_matrix

        shape = (len(vectors), len(vectors.having))
        parts = (vectors.values, vectors.numbers, vectors.starts.astype(numpy.int32))
        self._matrix = csr_matrix(parts, shape=shape)
        self._turned = self._matrix.T.tocsr()

    def all(self, positions: Sequence[int], least: float) -> "tuple[NDArray[Any], NDArray[Any], NDArray[Any]]":
        """The scores of the articles at `positions` with all, as far as they reach `least`: the index into `positions`
        of each, the position of the other article, and the score."""
        product = (self._matrix[positions] @ self._turned).tocoo()
        enough = product.data >= least
        return product.row[enough], product.col[enough], product.data[enough]

    def best(
        self, positions: Sequence[int], keep: int, least: float
    ) -> "tuple[NDArray[Any], NDArray[Any], NDArray[Any]]":
        """How many scores there are for each of `positions`, at most `keep` and none below `least`; then the position
        of the other article of each, and the score: those of one article one after the other, best first."""
        import numpy
        from sparse_dot_topn import sp_matmul_topn

        product = sp_matmul_topn(self._matrix[positions], self._turned, top_n=keep, threshold=least, sort=True)
        return numpy.diff(product.indptr), product.indices, product.data
